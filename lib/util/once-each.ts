/** A function of an object that works its value out once, and remembers it as long as the object is there. */
export function onceEach<Key extends object, Value>(
  make: (key: Key) => Value,
): (key: Key) => Value {
  const kept = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    let found = kept.get(key);
    if (found === undefined) kept.set(key, (found = { value: make(key) }));
    return found.value;
  };
}
