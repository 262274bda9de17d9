/** What is said of a cell that can't be shown. */
export const TOO_LONG = 'a cell is too long to be written: shorten it in the SQL, as by left(text, 1000)';
