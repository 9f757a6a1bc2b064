import { Column, DoubleColumn, type Table } from '../../server/src/trace/text/table';

/** The columns of a table with their names, each as the numbers of all rows. */
export const columnsOf = (table: Table): [string, number[]][] =>
  Object.entries(table)
    .filter(([, column]) => column instanceof Column || column instanceof DoubleColumn)
    .map(([name, column]) => [name, Array.from({ length: table.length }, (_, row) => column.at(row))]);
