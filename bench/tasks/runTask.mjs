// The process that a task runs in: started by `Bench.task`, with the task's name and its parameters.
const [name, parameters] = process.argv.slice(2);
const { default: task } = await import(`./${name}.mjs`);
const result = await task(JSON.parse(parameters));
process.send(result, () => process.disconnect());
