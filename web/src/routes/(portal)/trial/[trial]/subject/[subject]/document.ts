import type { ResultOf } from 'gql.tada';
import { graphql } from '#lib/graphql.ts';
import { SIGNATURE } from '#lib/ui/signature.ts';

export const subjectDocument = graphql(
  `
    query Subject($protocol: String!, $number: String!) {
      subject(protocol: $protocol, number: $number) {
        id
        number
        usubjid
        country
        sex
        ageYears
        isFdgAvid
        site {
          code
          name
          country
        }
        trial {
          protocol
          charter {
            version
            requiresConfirmation
            criteria {
              id
              name
              isConfirmed
              burdenName
              burdenUnit
              responsePercent
              progressionPercent
              allSettings {
                value
                isChosen
                setting {
                  name
                  meaning
                  unit
                }
              }
              criteria {
                citations {
                  text
                  doi
                }
                bestWords {
                  word
                  isResponse
                }
                inputs {
                  read
                  finding
                }
                timepointComponents {
                  key
                  name
                  unit
                }
                resultComponents {
                  key
                  name
                  unit
                }
                tables {
                  title
                  source
                  columns
                  rows
                  rowSources
                }
              }
            }
          }
        }
        arm {
          isBlinded
          planned {
            name
          }
          actual {
            name
          }
          reasonWithout
        }
        course {
          isScreenFailure
          consentedOn
          randomisedOn
          referenceStartOn
          firstDoseOn
          lastDoseOn
          offTreatmentOn
          radiotherapyEndedOn
          newTherapyOn
          lastContactOn
          diedOn
        }
        timepoints {
          id
          code
          label
          assessedOn
          assessedOnGiven
          assessedOnRule
          studyDay
          isBaseline
          isScheduled
        }
        centralReview {
          id
          evaluator
        }
        centralReason
        signatures {
          ...ShownSignature
        }
        adjudication {
          acceptedEvaluator
          variable
          reason
          decidedAt
        }
        reviews {
          id
          evaluator
          reader {
            name
          }
          lesions {
            id
            code
            role
            kind
            organ
            location
            laterality
            method
            isMeasurable
            isOutsideRadiationField
            isCytologyPositive
            flags
            firstTimepoint {
              id
              code
            }
            splitFrom {
              code
            }
          }
          bestResponses {
            id
            criteria
            basis
            best
            bestOn
            confirmedBest
            confirmedBestOn
            progressionOn
            bestChangePercent
            lastEvaluableOn
            engineVersion
            components {
              key
              name
              value
              unit
              meaning
            }
            trace {
              rule
              source
              step
            }
            confirmedTrace {
              rule
              source
              step
            }
          }
          reads(includeSuperseded: true) {
            id
            version
            isCurrent
            state
            isEvaluable
            reasonNotEvaluable
            comment
            readOn
            lockedAt
            signatures {
              ...ShownSignature
            }
            correctionReason
            clinicalStatus
            corticosteroidMgPerDay
            t2flair
            boneMarrow
            spleenMm
            isOrganEnlarged
            deauville
            fdg
            hasNewFdgFoci
            boneScanNewLesions
            boneScanPersistentLesions
            psaNgPerMl
            timepoint {
              id
            }
            findings {
              id
              state
              longestDiameterMm
              shortAxisMm
              perpendicularMm
              attenuationHu
              sulPeak
              volumeMl
              change
              reasonNotEvaluable
              method
              imageNumber
              lesion {
                id
              }
              mergedInto {
                code
              }
              series {
                seriesInstanceUid
                number
              }
            }
            responses {
              id
              criteria
              statedTarget
              statedNonTarget
              statedNewLesion
              statedOverall
              statedSum
              statedComponents {
                key
                name
                value
              }
              sum
              changeFromBaselinePercent
              changeFromNadirPercent
              target
              nonTarget
              hasNewLesion
              overall
              isDifferent
              engineVersion
              components {
                key
                name
                value
                number
                unit
                meaning
              }
              trace {
                rule
                source
                step
              }
            }
          }
        }
        exposures {
          id
          startedOn
          startedOnGiven
          endedOn
          endedOnGiven
          drug {
            treatment
            dose
            doseUnit
            frequency
            route
          }
        }
        events {
          id
          kind
          term
          decodedTerm
          category
          occurredOn
          occurredOnGiven
        }
        previous {
          number
        }
        next {
          number
        }
      }
    }
  `,
  [SIGNATURE],
);

export type Subject = NonNullable<ResultOf<typeof subjectDocument>['subject']>;
export type JudgedBy = Subject['trial']['charter']['criteria'][number];
export type Timepoint = Subject['timepoints'][number];
export type Review = Subject['reviews'][number];
export type Lesion = Review['lesions'][number];
export type Read = Review['reads'][number];
export type Finding = Read['findings'][number];
export type TimepointResponse = Read['responses'][number];
export type BestResponse = Review['bestResponses'][number];
