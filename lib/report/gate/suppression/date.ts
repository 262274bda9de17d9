export const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text of DATE_PATTERN is a day of the calendar. */
export function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
