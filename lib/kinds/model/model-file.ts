/** Where the trained model is kept, relative to the project. */
export function modelFile(name: string): string {
  return `target/models/${name}/model.json`;
}
