import { describe, expect, it } from "vitest";
import { openService } from "../../test/service.js";
import { readVersion } from "../support/version.js";
import { ERROR_STATUS } from "./api-error.js";
import { createApp } from "./app.js";
import { ENDPOINTS } from "./endpoints.js";
import { describeEndpoints } from "./openapi.js";
import type { JsonSchema, OpenApiDocument } from "./openapi-document.js";
import { renderReference } from "./reference-page.js";
import { SCHEMAS } from "./schemas.js";

const DOCUMENT = describeEndpoints(ENDPOINTS, { version: "1.2.3", secured: true });

const operations = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** All values of a field anywhere in a value. */
function valuesOf(field: string, value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [
    ...(key === field ? [each] : []),
    ...valuesOf(field, each),
  ]);
}

describe("the OpenAPI document", () => {
  it("is what the service gives", async () => {
    const { app } = await openService();
    const document = (await (await app.request("/openapi.json")).json()) as OpenApiDocument;
    const expected = describeEndpoints(ENDPOINTS, { version: readVersion(), secured: false });
    expect(document).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  it("has every path that the app answers, and no other", async () => {
    const { service } = await openService();
    const routes = createApp(service)
      .routes.filter(({ method, path }) => method !== "ALL" && !path.includes("*"))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
    const described = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(described.sort()).toEqual([...new Set(routes)].sort());
    expect(described.length).toBeGreaterThan(10);
  });

  it("has the parts that OpenAPI 3.1 asks for", () => {
    expect(DOCUMENT.openapi).toBe("3.1.0");
    expect(DOCUMENT.info).toMatchObject({ title: "threadtag", version: "1.2.3" });
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations) {
      expect(operation.operationId).toMatch(/^[a-zA-Z0-9]+$/);
      expect(operation.summary).not.toBe("");
      expect(Object.keys(operation.responses)).toContain("200");
      for (const [status, { description }] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^\d{3}$/);
        expect(description).not.toBe("");
      }
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect((operation.parameters ?? []).map(({ name }) => name)).toEqual(named);
    }
  });

  it("refers only to what it holds, and to schemas of JSON Schema without words of their own", () => {
    const { schemas } = DOCUMENT.components;
    for (const ref of valuesOf("$ref", DOCUMENT)) {
      expect(Object.keys(schemas)).toContain(String(ref).replace("#/components/schemas/", ""));
    }
    expect(Object.keys(schemas).sort()).toEqual(Object.keys(SCHEMAS).sort());
    expect(valuesOf("$schema", DOCUMENT)).toEqual([]);
    expect(valuesOf("$id", DOCUMENT)).toEqual([]);
    expect(valuesOf("$defs", DOCUMENT)).toEqual([]);
  });

  it("says what the schemas check", () => {
    const schema = DOCUMENT.components.schemas.SuggestRequest as JsonSchema;
    expect(schema.required).toEqual(["post"]);
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties?.limit).toMatchObject({ minimum: 1, default: 5 });
    const batch = DOCUMENT.components.schemas.BatchRequest as JsonSchema;
    expect(batch.properties?.requests?.items).toEqual({
      $ref: "#/components/schemas/SuggestRequest",
    });
  });

  it("tells of keys where they are needed alone", () => {
    const open = describeEndpoints(ENDPOINTS, { version: "1", secured: false });
    expect(valuesOf("security", open)).toEqual([]);
    expect(open.paths["/v1/suggest"]?.post?.responses["401"]).toBeUndefined();
    for (const { path, operation } of operations) {
      expect([path, operation.security !== undefined]).toEqual([path, path.startsWith("/v1/")]);
    }
  });

  it("lists the statuses of all errors", () => {
    const described = new Set(
      operations.flatMap(({ operation }) => Object.keys(operation.responses)),
    );
    // Nobody reads an answer after hanging up; a method that a path does not take has no description.
    const others = [ERROR_STATUS.client_gone, ERROR_STATUS.method_not_allowed];
    for (const status of Object.values(ERROR_STATUS)) {
      expect([status, described.has(String(status))]).toEqual([
        status,
        !others.includes(status as 405),
      ]);
    }
  });
});

describe("the reference", () => {
  it("shows every path and every form, without scripts and styles of its own", () => {
    const page = renderReference(DOCUMENT);
    for (const { path, operation } of operations) {
      expect(page).toContain(`<code>${path}</code>`);
      expect(page).toContain(`id="${operation.operationId}"`);
    }
    for (const name of Object.keys(SCHEMAS)) expect(page).toContain(`<h3>${name}</h3>`);
    for (const [, target] of page.matchAll(/href="#(\w+)"/g))
      expect(page).toContain(`id="${target}"`);
    expect(page).not.toMatch(/<script|<style|style=|javascript:|https?:|\son\w+=/i);
  });

  it("escapes all that it shows", () => {
    const attack = '"><script>alert(1)</script>';
    const poisoned = JSON.parse(
      JSON.stringify(DOCUMENT, (key, value) =>
        ["summary", "description", "title", "default"].includes(key) ? attack : value,
      ),
    );
    poisoned.paths[attack] = poisoned.paths["/v1/suggest"];
    poisoned.components.schemas[attack] = { properties: { [attack]: { enum: [attack] } } };
    const page = renderReference(poisoned);
    expect(page).toContain("&lt;script&gt;");
    expect(page).not.toContain("<script");
  });
});
