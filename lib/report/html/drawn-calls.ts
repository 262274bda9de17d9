/** Calls of which a page has pictures: each is some hundred kilobytes of it. */
export const DRAWN_CALLS = 12;
