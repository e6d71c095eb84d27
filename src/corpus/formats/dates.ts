import { RecordError } from "../format.js";

const DATE =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?: ?(Z|[+-]\d{2}:?\d{2}))?)?$/i;

/** A date as most platforms write it, which needs no calendar where its day is in every month. */
const UTC_DATE =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;

const TWITTER_DATE = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) ([\d:]{8}) ([+-]\d{4}) (\d{4})$/;

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/**
 * A date of ISO 8601, with a space instead of the `T` if need be, in UTC.
 * @param name the field, for the message
 * @param zone the offset from UTC of a date that names none
 * @throws RecordError quoting a date that cannot be read
 */
export function isoDate(value: string, name: string, zone = "Z"): string {
  if (UTC_DATE.test(value) && value.slice(8, 10) <= "28") return withMilliseconds(value);
  const [, day, time = "00:00", given = zone] = DATE.exec(value) ?? [];
  return fromMilliseconds(timeAt(day ?? "", time, given), value, name);
}

/**
 * A date in milliseconds since 1970.
 * @param value as it was given, for the message
 * @throws RecordError quoting the value of a date that does not exist
 */
export function fromMilliseconds(milliseconds: number, value: string, name: string): string {
  const date = new Date(milliseconds);
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  throw new RecordError(
    `field "${name}": ${JSON.stringify(value)} is not a date such as 2015-01-07T11:07:51Z`,
  );
}

/** Whether a string is a date as Twitter's API v1.1 writes it. */
export function isTwitterDate(value: unknown): boolean {
  return typeof value === "string" && TWITTER_DATE.test(value);
}

/**
 * A date such as `Wed Jan 07 11:07:51 +0000 2015`, or one of ISO 8601 as in old archives, in UTC.
 * @param name the field, for the message
 * @throws RecordError quoting a date that cannot be read
 */
export function twitterDate(value: string, name: string): string {
  const [, monthName, day, time, zone, year] = TWITTER_DATE.exec(value) ?? [];
  const month = MONTHS.indexOf(monthName) + 1;
  if (month === 0) return isoDate(value, name);
  const date = `${year}-${String(month).padStart(2, "0")}-${day}`;
  const utc = `${date}T${time}Z`;
  if (zone === "+0000" && day <= "28" && UTC_DATE.test(utc)) return withMilliseconds(utc);
  return fromMilliseconds(timeAt(date, time, zone), value, name);
}

/** A date in UTC as `Date` writes it. */
function withMilliseconds(utc: string): string {
  return utc.length === 24 ? utc : `${utc.slice(0, 19)}.000Z`;
}

/** A day, a time and an offset from UTC in milliseconds since 1970; not a number for no such day. */
function timeAt(day: string, time: string, zone: string): number {
  // Only so may the offset of a date of ISO 8601 be written for `Date`.
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  // `Date` takes 31 February for 3 March.
  if (day.slice(8) > "28" && !exists(day)) return Number.NaN;
  return Date.parse(`${day}T${time}${offset}`);
}

function exists(day: string): boolean {
  const date = new Date(`${day}T00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
