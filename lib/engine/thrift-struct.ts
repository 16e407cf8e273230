/** A struct by the numbers of its fields; numbers up to 2^53 are exact. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;
export type ThriftValue = boolean | number | string | ThriftStruct | readonly ThriftValue[];

const types = { yes: 1, no: 2, byte: 3, double: 7, text: 8, list: 9, set: 10, struct: 12 } as const;
const integers = new Set([4, 5, 6]);

/**
 * Reads one struct in Thrift's compact form, as the footers of Parquet files have it, up to the field with the
 * number `last`: what follows is not looked at. Throws a RangeError where the bytes end before that, or hold
 * what is no struct.
 */
export function readThriftStruct(bytes: Buffer, last: number): ThriftStruct {
  return new Reader(bytes).struct(last);
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  struct(last = Infinity): ThriftStruct {
    const fields = new Map<number, ThriftValue>();
    let id = 0;
    while (id < last) {
      const head = this.#byte();
      if (head === 0) break;
      const step = head >> 4;
      id = step === 0 ? this.#integer() : id + step;
      fields.set(id, this.#value(head & 15));
    }
    return fields;
  }

  #value(type: number): ThriftValue {
    if (type === types.yes || type === types.no) return type === types.yes;
    if (type === types.byte) return this.#byte();
    if (integers.has(type)) return this.#integer();
    if (type === types.double) return this.#take(8).readDoubleLE();
    if (type === types.text) return this.#take(this.#varint()).toString('utf8');
    if (type === types.list || type === types.set) return this.#list();
    if (type === types.struct) return this.struct();
    throw new RangeError(`Thrift has no type ${String(type)} that a Parquet schema is made of`);
  }

  #list(): readonly ThriftValue[] {
    const head = this.#byte();
    const short = head >> 4;
    const length = short === 15 ? this.#varint() : short;
    const type = head & 15;
    const items: ThriftValue[] = [];
    // Each item takes a byte at least, so that a wrong length ends with the bytes.
    for (let item = 0; item < length; item += 1) {
      const isFlag = type === types.yes || type === types.no;
      items.push(isFlag ? this.#byte() === types.yes : this.#value(type));
    }
    return items;
  }

  /** Zigzag: small numbers are short, whatever their sign. */
  #integer(): number {
    const coded = this.#varint();
    return coded % 2 === 0 ? coded / 2 : -(coded + 1) / 2;
  }

  #varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  #byte(): number {
    return this.#take(1).readUInt8();
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('The struct has no end');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
