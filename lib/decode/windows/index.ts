/** What is known of Windows' own providers, for traces that do not tell it. */
export { WindowsEvents } from './events.ts';
export { RegisteredNames } from './provider-names.ts';
