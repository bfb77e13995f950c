import type { LedgerLens } from '../../../typechain-types/index.ts';
import { deploy } from './deploy.ts';
import { openDeskScene, type DeskScene } from './deskScene.ts';

export interface LensScene extends DeskScene {
  lens: LedgerLens;
}

/** The desk's scene, its reports due late, under a lens. */
export async function openLensScene(): Promise<LensScene> {
  const scene = await openDeskScene();
  const lens = await deploy<LedgerLens>('LedgerLens', await scene.world.desk.getAddress());
  return { ...scene, lens };
}
