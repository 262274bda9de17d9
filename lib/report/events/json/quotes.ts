import { csvCell, jsonText } from '../../../text/index.ts';

/** Where an object of JSON stands: by itself, or in a cell of CSV, whose quotes are doubled. */
export type JsonPlace = 'line' | 'cell';

/** A whole object as it stands in such a place. */
export function objectIn(place: JsonPlace, value: unknown): string {
  const json = jsonText(value);
  return place === 'cell' ? csvCell(json) : json;
}

/** JSON of a value inside of an object that stands there. */
export function valueIn(place: JsonPlace, value: unknown): string {
  return partIn(place, jsonText(value));
}

/** Any part of JSON, likewise. */
export function partIn(place: JsonPlace, json: string): string {
  return place === 'cell' ? json.replaceAll('"', '""') : json;
}
