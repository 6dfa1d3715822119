/** The product that the mesh of the stories serves. */
export const HEART = '/products/cardiology.heart-disease-risk';
/** Its id. */
export const HEART_ID = 'cardiology.heart-disease-risk';
