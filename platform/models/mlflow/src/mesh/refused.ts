/** Why a model cannot become a version of the mesh, in words for the one who registers it. */
export class Refused extends Error {
  override readonly name = 'Refused';
}
