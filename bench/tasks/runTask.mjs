// The process that a task runs in: started by `Bench.task`, with the task's name and its parameters.
const [name, parameters] = process.argv.slice(2);
// When the bench is stopped, so is this.
process.once('disconnect', () => process.exit());
const { default: task } = await import(`./${name}.mjs`);
const result = await task(JSON.parse(parameters));
process.send(result, () => process.disconnect());
