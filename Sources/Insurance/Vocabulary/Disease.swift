/// A disease with terms of its own: special (特殊病种) or chronic (慢性病种).
public enum Disease: Hashable, Sendable {
  /// One of A 十一（三）.
  case special(SpecialDisease)
  /// One of A 十一（四）.
  case chronic(ChronicDisease)
}

/// The special diseases (特殊病种) of A 十一（三）.
public enum SpecialDisease: String, CaseIterable, Sendable {
  /// 各类恶性肿瘤的治疗.
  case malignantTumor
  /// 器官移植后的抗排异治疗.
  case organTransplantAntiRejection
  /// 肾功能衰竭的腹膜透析、血液透析.
  case renalFailureDialysis
  /// 系统性红斑狼疮的治疗.
  case systemicLupus
  /// 再生障碍性贫血的治疗.
  case aplasticAnemia
  /// 血友病的治疗.
  case hemophilia
  /// 重性精神病人药物维持治疗.
  case severePsychosisMaintenance
  /// 糖尿病胰岛素治疗.
  case diabetesInsulin
  /// 肺结核病辅助治疗（限耐多药治疗）.
  case drugResistantTuberculosis
  /// 儿童孤独症治疗.
  case childhoodAutism
  /// 癫痫.
  case epilepsy
}

/// The chronic diseases (慢性病种) of A 十一（四）.
public enum ChronicDisease: String, CaseIterable, Sendable {
  /// 高血压.
  case hypertension
  /// 糖尿病.
  case diabetes
  /// 肺结核.
  case tuberculosis
  /// 冠心病.
  case coronaryHeartDisease
  /// 支气管哮喘.
  case bronchialAsthma
  /// 慢性肾脏病.
  case chronicKidneyDisease
  /// 慢性阻塞性肺疾病.
  case copd
  /// 慢性肝病.
  case chronicLiverDisease
  /// 帕金森病.
  case parkinsons
  /// 类风湿关节炎.
  case rheumatoidArthritis
  /// 阿尔茨海默病.
  case alzheimers
  /// 精神分裂症（情感性精神病）.
  case schizophrenia
  /// 高脂血症.
  case hyperlipidemia
}
