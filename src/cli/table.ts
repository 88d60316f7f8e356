/** Lays rows out in columns, the first row as the header; cells that are numbers or amounts go to the right. */
export function table(rows: readonly (readonly (string | number)[])[]): string[] {
  const texts = rows.map((row) => row.map(String));
  const [header = []] = texts;
  const widths = header.map((_, column) => Math.max(...texts.map((row) => (row[column] ?? '').length)));
  const isRight = header.map((_, column) =>
    texts.slice(1).every((row) => /^([A-Z]{3} )?-?[\d.,]*( ?(ms|s|%))?$/.test(row[column] ?? '')),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (isRight[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(header), widths.map((width) => '-'.repeat(width)).join('  '), ...texts.slice(1).map(line)];
}
