/** How the columns of a row make an image: channel by channel, each row by row from the top left. Sides in pixels. */
export interface ImageForm {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}
