import { storyInBrowser } from './browser/chromium.js';
import { tellAskForAccess } from './stories/ask-for-access.js';
import { tellAskingWhy } from './stories/asking-why.js';
import { tellErasures } from './stories/erasures.js';
import { tellEveryPage } from './stories/every-page.js';
import { tellFindByKeyboard } from './stories/find-by-keyboard.js';
import { tellLifeOfAModel } from './stories/life-of-a-model.js';
import { tellLineageOfAScore } from './stories/lineage-of-a-score.js';
import { tellModelCard } from './stories/model-card.js';
import { tellTryIt } from './stories/try-it.js';
import { tellVersionsAndEnds } from './stories/versions-and-ends.js';
import { tellWatching } from './stories/watching.js';
import { tellWithoutRights } from './stories/without-rights.js';
import { setStage } from './support/stage.js';

// One mesh for all of them: each story uses persons and requests of its own.
storyInBrowser('given the console of a running mesh', () => {
  const stage = setStage();
  describe('and somebody with a keyboard and a small screen', () => tellFindByKeyboard(stage));
  describe('and somebody who tries a product', () => tellTryIt(stage));
  describe('and somebody who needs access', () => tellAskForAccess(stage));
  describe('and somebody who asks where a number came from', () => tellLineageOfAScore(stage));
  describe('and somebody who asks why', () => tellAskingWhy(stage));
  describe('and somebody who asks what a model is', () => tellModelCard(stage));
  describe('and somebody who has persons forgotten', () => tellErasures(stage));
  describe('and somebody without rights', () => tellWithoutRights(stage));
  describe('and somebody who watches', () => tellWatching(stage));
  describe('and a product that changes, ends and is away', () => tellVersionsAndEnds(stage));
  describe('and people who live with a model', () => tellLifeOfAModel(stage));
  describe('and everybody else', () => tellEveryPage(stage));
});
