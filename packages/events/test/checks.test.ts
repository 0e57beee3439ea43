import { expect, it } from "vitest";
import { codePointLength, formats } from "../src/checks.ts";

it.each([
  "2021-02-10T20:41:15Z",
  "2019-07-20T19:03:00.000Z",
  "2022-04-29T14:50:41.342-03:00",
  "2024-02-29t00:00:00z",
  "2000-02-29T23:59:60+14:00",
])("%s is a date and time", (text) => expect(formats["date-time"](text)).toBe(true));

it.each([
  "2018-11-13T20:20:39",
  "2018-11-13 20:20:39Z",
  "2018-11-13",
  "2018-13-01T00:00:00Z",
  "2018-04-31T00:00:00Z",
  "2018-02-29T00:00:00Z",
  "1900-02-29T00:00:00Z",
  "2018-11-13T24:00:00Z",
  "2018-11-13T20:20Z",
  "2018-11-13T20:20:39+0300",
  "2018-11-13T20:20:39Z ",
  "2018-11-13T20:20:39Z\n",
  "",
])("%j is none", (text) => expect(formats["date-time"](text)).toBe(false));

it("dates and UUIDs", () => {
  expect(formats.date("2024-02-29")).toBe(true);
  expect(formats.date("2023-02-29")).toBe(false);
  expect(formats.uuid("ebda6b87-b24d-46e8-9a71-775d5c3c1ee3")).toBe(true);
  expect(formats.uuid("ebda6b87b24d46e89a71775d5c3c1ee3")).toBe(false);
});

it("a length counts code points", () => {
  expect(codePointLength("a€𝄞")).toBe(3);
});
