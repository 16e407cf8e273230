/** The package has no types of its own; this is what of its version 0.2 is used. */
declare module 'libsvm-js/asm.js' {
  export default class SVM {
    static readonly SVM_TYPES: Readonly<Record<'C_SVC' | 'EPSILON_SVR', string>>;
    static readonly KERNEL_TYPES: Readonly<
      Record<'LINEAR' | 'POLYNOMIAL' | 'RBF' | 'SIGMOID', string>
    >;
    static load(text: string): SVM;
    constructor(options: Readonly<Record<string, string | number | boolean>>);
    train(rows: number[][], targets: number[]): void;
    predict(rows: number[][]): number[];
    predictProbability(rows: number[][]): {
      readonly estimates: readonly { readonly label: number; readonly probability: number }[];
    }[];
    serializeModel(): string;
    free(): void;
  }
}
