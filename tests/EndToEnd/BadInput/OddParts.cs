namespace Crm.Actors.EndToEndTests.BadInput;

/// <summary>What odd requests are put together from: right, nearly right and wrong.</summary>
internal static class OddParts
{
    /// <summary>Stands for a text whose length is drawn.</summary>
    public const string LongText = "$LONG";

    public static readonly string[] Methods = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "QUERY", "get"];

    public static readonly string[] Commands = ["stage", "win", "lose", "reopen", "owner", "archive", "restore", "undo"];

    public static readonly (string Method, string Path)[] DeadLetters =
        [("GET", "/api/v1/dead-letters"), ("POST", "/api/v1/dead-letters/replay"), ("POST", "/api/v1/dead-letters/drop")];

    public static readonly string[] Entries = ["incomes", "expenses", "incomes/00000000-0000-0000-0000-000000000000", "refunds"];

    /// <summary>Less logging in, where each request costs a hash.</summary>
    public static readonly (string Method, string Path)[] Accounts =
    [
        ("POST", "/api/auth/register"), ("POST", "/api/auth/refresh"), ("POST", "/api/auth/logout"), ("GET", "/api/auth/me"),
        ("GET", "/api/users"), ("GET", "/api/roles"), ("POST", "/api/roles"),
    ];

    public static readonly (string Method, string Path)[] OfUser =
    [
        ("GET", ""), ("POST", "/disable"), ("POST", "/enable"), ("POST", "/roles"), ("DELETE", "/roles/ROLE_ADMIN"), ("GET", "/sessions"),
        ("DELETE", "/sessions"), ("DELETE", "/sessions/x"), ("POST", "/password"),
    ];

    public static readonly string[] Paths =
        ["api", "api/v1", "api/v2/deals", "openapi/v1.json", "docs", "api/v1/deals/", "API/V1/DEALS", "api/v1/deals/x/y/z", "%2e%2e/%2e%2e", "api//v1//deals", "favicon.ico"];

    public static readonly string[] Members =
    [
        "title", "client", "amount", "currency", "pipelineId", "stage", "ownerId", "teamId", "expectedCloseDate", "tags", "customFields",
        "stages", "lostReasons", "freeFields", "plannedAmount", "plannedDate", "date", "comment", "method", "reference", "baseVersion", "reason", "ids", "all", "id", "version", "email", "password", "displayName", "refreshToken", "role", "name", "description", "currentPassword", "newPassword", "Title", "", "__proto__", "a.b", "\\u0000", "\\ud800",
    ];

    public static readonly string[] Parameters =
        ["limit", "cursor", "sort", "pipelineId", "stage", "status", "ownerId", "minAmount", "maxAmount", "q", "archived", "customFields.a", "customFields.a.min", "customFields.a.max", "customFields.", "asOf", "from", "to", "verify", "Limit", "lastEventId", "types", "", "x", "limit[]"];

    public static readonly string[] ParameterValues =
    [
        "", "0", "-1", "1", "50", "201", "99999999999999999999", "1e3", "NaN", "null", "true", "title", "-title", "-updatedAt,title", "title,title", "-customFields.a",
        "00000000-0000-7000-8000-0000000000d1",
        "open", "OPEN", "new", "%00", "%ff", "%f0%9f%98%80", "';DROP+TABLE+deals;--", "%3Cscript%3E", "00000000-0000-0000-0000-000000000000", "ZZ",
        "..%2f..", "a%0d%0ab", "%25", "1.00", "0.000001", "9999999999999999999999999999.9", "a%26!|()':*", "-", "eyJhIjoxfQ", "AAAA.AAAA", "2", "2026-11-30T08:00:00Z", "0001-01-01T00:00:00-14:00", "9999-12-31T23:59:59.9999999Z", "2026-11-30T08:00:00%2B99:00", LongText,
    ];

    public static readonly string[] Json =
    [
        "null", "true", "false", "0", "-0", "1", "-1", "1.5", "1e400", "1E-400", "123456789012345678901234567890", "\"\"", "\" \"", "\"x\"",
        "\"\\ud800\"", "\"\\u0000\"", "\"\\u202e\"", "\"10.00\"", "\"-1\"", "\"1,5\"", "\"1e2\"", "\"NaN\"", "\"EUR\"", "\"eur\"", "\"JPY\"", "\"XXX\"",
        "[]", "{}", "[null]", "[{\"slug\":\"x\"}]", "[{\"slug\":\"x\",\"probability\":101}]", "[{\"key\":\"x\",\"type\":\"text\"}]", "[\"\"]", "[\"a\",\"a\"]", "[\"a\",1]", "[\"a\",\"b\"]", "{\"a\":1}", "{\"a\":{}}", "{\"a b\":1}", "{\"a\":1,\"a\":2}", "{\"a\":null,\"b\":true}",
        "\"2026-02-30\"", "\"2026-01-01\"", "\"0001-01-01\"", "\"2026-01-01T00:00:00Z\"", "\"00000000-0000-0000-0000-000000000000\"",
        "\"00000000-0000-7000-8000-0000000000d1\"", "\"proposal\"", "\"" + LongText + "\"", "NaN", "Infinity", "'a'", "undefined", "01", "+1", "1.", ".5", "/*c*/1", "\"\t\"",
    ];

    public static readonly string[] Headers =
    [
        "Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID", "Accept", "Accept-Encoding", "Authorization", "Cookie", "Range",
        "X-HTTP-Method-Override", "X-Forwarded-For", "traceparent", "Content-Encoding", "Origin",
    ];

    public static readonly string[] HeaderValues =
    [
        "", "*", "\"1\"", "1", "W/\"1\"", "\"1\", \"2\"", "\"-1\"", "\"99999999999999999999\"", "a b", LongText, "\"", "Bearer", "Bearer a.b.c",
        "Bearer eyJhbGciOiJub25lIn0.e30.", "Basic YTpi", "gzip", "text/xml", "bytes=0-1", "00-zz-zz-zz", "x-1", "x-99999999999999999999", "DELETE",
    ];

    public static readonly string?[] MediaTypes =
    [
        "application/json", "application/json", "application/json", "application/merge-patch+json", "application/json; charset=utf-16",
        "application/json; charset=bogus", "text/plain", "application/xml", "multipart/form-data", "application/x-www-form-urlencoded", null,
    ];
}
