/** Rows 18 and 19: the TextMate grammar, as VS Code's own engine runs it. */
export async function grammar(bench) {
  const speeds = [
    ['ocs-sipstack', [1, 3]],
    ['freeswitch-sofia', [1, 2.5]],
  ];
  for (const [format, atLeast] of bench.wants(18) ? speeds : []) {
    const { file } = bench.log(format, 10);
    const { sip, log, ratio } = await bench.task('grammar', { file }, []);
    const of = `${format}: ${thousands(sip)} lines/s against ${thousands(log)}`;
    bench.measure({ row: 18, of, value: ratio, unit: '×', atLeast });
  }
  if (!bench.wants(19)) return;
  const { ms, name } = await bench.task('grammar', {}, []);
  bench.measure({
    row: 19,
    of: `the slowest of the lines made to be slow: ${name}`,
    value: ms,
    unit: 'ms',
    atMost: [50, 10],
  });
}

const thousands = (value) => `${Math.round(value / 1000)} k`;
