import { describe, expect, it } from "vitest";
import { RecordError } from "../format.js";
import { isoDate, isTwitterDate, twitterDate } from "./dates.js";

describe("isoDate", () => {
  it.each([
    ["2015-01-07T11:07:51Z", "2015-01-07T11:07:51.000Z"],
    ["2015-01-07T11:07:51.5+02:00", "2015-01-07T09:07:51.500Z"],
    ["2015-01-07 11:07:51 -0130", "2015-01-07T12:37:51.000Z"],
    ["2015-01-07t11:07:51z", "2015-01-07T11:07:51.000Z"],
    ["2015-01-07T11:07:51", "2015-01-07T11:07:51.000Z"],
    ["2015-01-07 11:07", "2015-01-07T11:07:00.000Z"],
    ["2015-01-31T11:07:51.250Z", "2015-01-31T11:07:51.250Z"],
    ["2015-01-07T11:07:51.1234Z", "2015-01-07T11:07:51.123Z"],
    ["2016-02-29", "2016-02-29T00:00:00.000Z"],
  ])("puts %s into UTC", (given, expected) => {
    expect(isoDate(given, "date")).toBe(expected);
  });

  it("takes the zone for dates that name none, and only for those", () => {
    expect(isoDate("2020-01-03 04:04", "date", "+08:00")).toBe("2020-01-02T20:04:00.000Z");
    expect(isoDate("2020-01-03T04:04Z", "date", "+08:00")).toBe("2020-01-03T04:04:00.000Z");
  });

  it.each([
    "",
    "yesterday",
    "2015",
    "2015-02-29",
    "2015-02-31T00:00Z",
    "2015-13-01",
    "2015-01-00T00:00:00Z",
    "2015-01-07T25:00:00Z",
    "07/01/2015",
  ])("refuses and quotes %j", (given) => {
    const message = `field "date": "${given}" is not a date such as 2015-01-07T11:07:51Z`;
    expect(() => isoDate(given, "date")).toThrow(new RecordError(message));
  });
});

describe("twitterDate", () => {
  it("reads Twitter's own form and that of old archives", () => {
    expect(twitterDate("Wed Jan 07 11:07:51 +0000 2015", "d")).toBe("2015-01-07T11:07:51.000Z");
    expect(twitterDate("Mon Dec 31 23:00:00 -0200 2012", "d")).toBe("2013-01-01T01:00:00.000Z");
    expect(twitterDate("2013-01-01 10:00:00 +0000", "d")).toBe("2013-01-01T10:00:00.000Z");
  });

  it.each(["Wed Foo 07 11:07:51 +0000 2015", "Wed Jan 07 2015", "Fri Feb 30 11:07:51 +0000 2015"])(
    "refuses %s",
    (given) => expect(() => twitterDate(given, "d")).toThrow(RecordError),
  );

  it("tells Twitter's form from others", () => {
    expect(isTwitterDate("Wed Jan 07 11:07:51 +0000 2015")).toBe(true);
    expect(isTwitterDate("2015-01-07T11:07:51Z")).toBe(false);
    expect(isTwitterDate(7)).toBe(false);
  });
});
