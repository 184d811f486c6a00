/// A stay at a tertiary hospital.
let stay = """
  {"person": {"scheme": "employee", "status": "active", "accountBalance": 1200},
   "encounter": {"kind": "inpatient", "date": "2024-05-11", "level": "tertiary"},
   "fees": {"total": 23456.78, "selfFunded": 1200, "classBCopay": 856.78},
   "yearToDate": {"inpatient": {"inScope": 0, "deductiblePaid": 0}}}
  """

/// The same with three faults: a member missing, a wrong type, and one nobody knows.
let faultyStay = """
  {"person": {"scheme": "employee", "status": "active"},
   "encounter": {"kind": "inpatient", "date": "2024-05-11"},
   "fees": {"total": true, "selfFounded": 1200},
   "yearToDate": {"inpatient": {"inScope": 0, "deductiblePaid": 0}}}
  """
