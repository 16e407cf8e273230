/** The package has no types of its own; this is what of its version 1.1 is used. */
declare module 'ml-xgboost' {
  interface Saved {
    readonly name: string;
    readonly model: readonly number[];
    readonly options: Readonly<Record<string, string | number>>;
  }
  interface Machine {
    train(rows: number[][], targets: number[]): void;
    /** A number for each row, or one for each class. */
    predict(rows: number[][]): (number | number[])[];
    toJSON(): Saved;
    free(): void;
  }
  export interface XGBoostClass {
    new (options: Readonly<Record<string, string | number>>): Machine;
    load(saved: { name: string; model: number[]; options: object }): Machine;
  }
}
