import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';

/** The object at a path of names; nothing where one is missing or no object. */
export const objectIn = (object: JsonObject | undefined, ...path: readonly string[]): JsonObject | undefined =>
  path.reduce<JsonObject | undefined>((inner, name) => {
    const next = inner?.[name];
    return isJsonObject(next) ? next : undefined;
  }, object);

/** The objects of a list; none where there is no list. */
export const objectsIn = (value: Json | undefined): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);

/** A text by name, empty where there is none. */
export const textIn = (object: JsonObject, name: string): string => (typeof object[name] === 'string' ? object[name] : '');

/** The texts of a list; none where it is something else. */
export const textsIn = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter((one) => typeof one === 'string') : [];
