import Insurance

extension Detail {
  static let outOfItsRange = Detail("超出允许范围", "is out of range")
  static let contradictsOthers = Detail(
    "个人缴费不得高于筹资标准", "the individual share may not exceed the standard")
  static let employersOnly = Detail(
    "只适用于用人单位基数（employer、newEmployer）",
    "belongs to an employer's base only (employer, newEmployer)")
  static let birthOnly = Detail("只适用于 event 为 birth", "belongs to the event 'birth' only")
  static let gestationOfPregnancy = Detail(
    "宫外孕手术不需要妊娠月数", "ectopic surgery has no months of gestation")

  static func notOfKind(_ kind: String) -> Detail {
    Detail("不适用于 kind 为 \(kind) 的请求", "does not belong to the kind '\(kind)'")
  }

  static func parameterMissing(_ parameter: String) -> Detail {
    Detail(
      "请求和政策均未给出；可在请求中填写，或在政策中设置 \(parameter)",
      "neither the request nor the policy gives it: send it, or set the parameter \(parameter)")
  }
}
