/** Stands for code that is set aside: no page has it. */
const MARK = '\uE000';

/**
 * Changes a line of Markdown but for its code, in which asterisks and brackets are no marks.
 * @param change is given the line, and what puts the code back into a part of it
 * @param codeOf what becomes of the code between two backticks
 */
export function aroundCode(
  text: string,
  change: (text: string, whole: (part: string) => string) => string,
  codeOf: (code: string) => string,
): string {
  const codes: string[] = [];
  const rest = text.replace(/`([^`]+)`/g, (_, code: string) => `${MARK}${codes.push(code) - 1}${MARK}`);
  const putBack = (part: string, put: (code: string) => string) =>
    part.replace(/\uE000(\d+)\uE000/g, (_, at: string) => put(codes[Number(at)]!));
  return putBack(
    change(rest, (part) => putBack(part, (code) => code)),
    codeOf,
  );
}
