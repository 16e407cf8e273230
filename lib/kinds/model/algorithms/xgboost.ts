import { Buffer } from 'node:buffer';
import { createRequire } from 'node:module';
import type { XGBoostClass } from 'ml-xgboost';
import { isJsonObject, type JsonObject } from '../../../util/json';
import { positiveCount, positiveNumber, type Algorithm } from '../algorithm';

/** Gradient boosted trees by XGBoost itself, compiled to WebAssembly. */
export const xgboost: Algorithm = {
  async train({ rows, targets, classCount, params, seed }): Promise<JsonObject> {
    const XGBoost = await loadLibrary();
    const machine = new XGBoost({
      booster: 'gbtree',
      objective:
        classCount === 0 ? 'reg:linear' : classCount === 2 ? 'binary:logistic' : 'multi:softprob',
      ...(classCount > 2 ? { num_class: classCount } : {}),
      iterations: positiveCount(params['n_estimators'], 100),
      max_depth: positiveCount(params['max_depth'], 6),
      eta: positiveNumber(params['learning_rate'], 0.1),
      subsample: Math.min(1, positiveNumber(params['subsample'], 1)),
      colsample_bytree: Math.min(1, positiveNumber(params['colsample_bytree'], 1)),
      min_child_weight: positiveNumber(params['min_child_weight'], 1),
      seed,
      silent: 1,
    });
    machine.train(
      rows.map((row) => [...row]),
      [...targets],
    );
    const { name, model, options } = machine.toJSON();
    machine.free();
    const bytes = Buffer.from(model).toString('base64');
    return { class_count: classCount, name, options: { ...options }, bytes };
  },
  async load(model) {
    const XGBoost = await loadLibrary();
    const { class_count: classCount, name, options, bytes } = model;
    const machine = XGBoost.load({
      name: typeof name === 'string' ? name : '',
      options: isJsonObject(options) ? { ...options } : {},
      model: [...Buffer.from(typeof bytes === 'string' ? bytes : '', 'base64')],
    });
    return (rows) => {
      if (rows.length === 0) return [];
      return machine.predict(rows.map((row) => [...row])).map((said) => {
        if (typeof said !== 'number') return said;
        return classCount === 0 ? [said] : [1 - said, said];
      });
    };
  },
};

/** The package is a promise of itself, which an import would take for a module. */
function loadLibrary(): Promise<XGBoostClass> {
  return createRequire(import.meta.url)('ml-xgboost') as Promise<XGBoostClass>;
}
