import { heartDiseaseRisk } from '@mesh/heart-disease-risk';
import { judgedScores } from '@mesh/judged-scores';
import { fieldOrder, namesOf, personalTexts } from '@mesh/product';

const { learns, features } = heartDiseaseRisk.models.risk;
const { labelled } = judgedScores.ports;

describe('given the stream that teaches the risk of heart disease', () => {
  it('is the one that judged scores give, in the shape that the model asks for', () => {
    expect(learns!.from).toBe(namesOf(judgedScores).topic(labelled.name));
    expect(labelled.message).toBe(learns!.message);
  });

  it('brings every feature and the outcome', () => {
    const given = Object.keys(judgedScores.processing.lessons.select);
    expect(given).toEqual(expect.arrayContaining([...fieldOrder(features), learns!.label]));
  });

  it('names no person', () => {
    expect(personalTexts(labelled.message)).toEqual([]);
    expect(fieldOrder(labelled.message)).not.toContain('patientId');
  });
});
