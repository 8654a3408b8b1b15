// Bodies as they were before they were encoded.
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { decodeBody } from "packetglass";

describe("decodeBody()", () => {
  const page = Buffer.from("<p>A page of some length.</p>".repeat(100));
  const encoded = {
    gzip: gzipSync(page),
    "X-GZIP": gzipSync(page),
    deflate: deflateSync(page),
    " deflate ": deflateRawSync(page),
    "deflate, identity, gzip": gzipSync(deflateSync(page)),
    identity: page,
    "": page,
  };

  test.each(Object.entries(encoded))("undoes %j", async (encoding, bytes) => {
    expect(Buffer.from(await decodeBody({ bytes, encoding }))).toEqual(page);
  });

  test("gives what is not encoded as it is", async () => {
    expect(await decodeBody({ bytes: page })).toBe(page);
  });

  test("refuses what it cannot decode", async () => {
    const refused = (bytes, encoding) => expect(decodeBody({ bytes, encoding })).rejects;
    await refused(page, "br").toMatchObject({ code: "unsupported" });
    await refused(page, "gzip").toMatchObject({ code: "compressed_data_damaged" });
    await refused(gzipSync(page).subarray(0, -9), "gzip").toMatchObject({
      code: "compressed_data_damaged",
    });
    await refused(Buffer.alloc(0), "deflate").toMatchObject({ code: "compressed_data_damaged" });
    await refused("text", "gzip").toThrow(TypeError);
    await expect(decodeBody(undefined)).rejects.toThrow(TypeError);
    await expect(decodeBody({ bytes: page }, { maxSize: -1 })).rejects.toThrow(RangeError);
  });

  test("stops where too much would come of a body, in all of its codings", async () => {
    const bytes = gzipSync(gzipSync(page));
    const encoding = "gzip, gzip";
    const maxSize = page.length + gzipSync(page).length;
    expect(await decodeBody({ bytes, encoding }, { maxSize })).toHaveLength(page.length);
    await expect(decodeBody({ bytes, encoding }, { maxSize: maxSize - 1 })).rejects.toMatchObject({
      code: "body_too_large",
    });
    const bomb = gzipSync(Buffer.alloc(70 * 1024 * 1024));
    await expect(decodeBody({ bytes: bomb, encoding: "gzip" })).rejects.toMatchObject({
      code: "body_too_large",
    });
  });
});
