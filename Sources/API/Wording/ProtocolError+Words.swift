import HTTP
import Insurance

extension ProtocolError {
  /// What is wrong, in both languages.
  var words: Words { Words(chinese: chinese, english: detail) }

  private var chinese: String {
    switch self {
    case .invalidMethod: "请求方法缺失或不合法"
    case .invalidTarget: "请求目标不合法"
    case .malformedVersion: "HTTP 版本格式不合法"
    case .unsupportedVersion: "只支持 HTTP/1.1 和 HTTP/1.0"
    case .requestLineTooLong: "请求行过长"
    case .methodNotImplemented: "不支持该方法"
    case .bareCarriageReturn: "回车符之后没有换行符"
    case .bareLineFeed: "换行符之前没有回车符"
    case .invalidFieldName: "字段名不合法"
    case .spaceBeforeColon: "字段名与冒号之间有空白"
    case .lineFolding: "字段行以空白开头"
    case .invalidFieldValue: "字段值含控制字符"
    case .fieldSectionTooLarge: "首部字段过长"
    case .tooManyFieldLines: "首部字段过多"
    case .missingHost: "缺少 Host 字段"
    case .repeatedHost: "Host 字段重复"
    case .invalidHost: "Host 字段不合法"
    case .invalidContentLength: "Content-Length 不是数字"
    case .repeatedContentLength: "Content-Length 重复"
    case .contentLengthWithTransferEncoding: "Content-Length 与 Transfer-Encoding 不得并用"
    case .malformedTransferEncoding: "Transfer-Encoding 不合法"
    case .unsupportedTransferCoding: "只支持 chunked 传输编码"
    case .transferEncodingInHTTP10: "HTTP/1.0 没有 Transfer-Encoding"
    case .unsupportedExpectation: "只支持 Expect: 100-continue"
    case .contentTooLarge: "内容过大"
    case .invalidChunkSize: "分块大小不是合法的十六进制数"
    case .invalidChunkExtension: "分块扩展不合法"
    case .chunkExtensionTooLong: "分块扩展过长"
    case .unterminatedChunk: "分块数据与其大小不符"
    case .excessiveChunkOverhead: "分块过多过小"
    case .trailerSectionTooLarge: "尾部字段过长"
    case .unsupportedContentCoding: "只支持 gzip 和 deflate 内容编码"
    case .malformedContentCoding: "内容与其 Content-Encoding 不符"
    case .truncatedRequest: "连接在请求中途结束"
    case .requestTimeout: "请求未在时限内到达"
    }
  }
}
