import { readFile } from 'node:fs/promises';
import type { EngineRow } from '../../engine/connection';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../util/json';
import { findAlgorithm } from './algorithms/registry';
import { encodeRows, type EncodedFeature } from './encode-features';

/** A model that was trained before, ready to predict. */
export interface LoadedModel {
  readonly algorithm: string;
  /** Empty for a regression. */
  readonly classes: readonly string[];
  /** Rows with the columns that it was trained on: the probabilities of the classes, or the value alone. */
  readonly predict: (rows: readonly EngineRow[]) => readonly (readonly number[])[];
}

/** Loads target/models/<name>/model.json. What isn't such a file is an error with a sentence. */
export async function loadModel(path: string): Promise<LoadedModel> {
  const artefact = JSON.parse(await readFile(path, 'utf8')) as JsonValue;
  const algorithm = isJsonObject(artefact) ? artefact['algorithm'] : null;
  const definition = typeof algorithm === 'string' ? findAlgorithm(algorithm) : undefined;
  if (!isJsonObject(artefact) || definition === undefined || !isJsonObject(artefact['model'])) {
    throw new Error(`${path} holds no model that can be used. Train it again.`);
  }
  const features = featuresOf(artefact);
  const predict = await (await definition.load()).load(artefact['model']);
  const { classes } = artefact;
  return {
    algorithm: definition.name,
    classes: isJsonArray(classes) ? classes.filter((name) => typeof name === 'string') : [],
    predict: (rows) => predict(encodeRows(features, rows)),
  };
}

function featuresOf({ features }: JsonObject): EncodedFeature[] {
  return (isJsonArray(features) ? features.filter(isJsonObject) : []).map((feature) => ({
    name: textOf(feature['name']),
    column: textOf(feature['column']),
    category: typeof feature['category'] === 'string' ? feature['category'] : null,
    mean: Number(feature['mean']),
    deviation: Number(feature['deviation']),
  }));
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
