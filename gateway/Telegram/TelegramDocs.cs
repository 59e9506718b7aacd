using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.Telegram;

/// <summary>How the operations on Telegram links are described.</summary>
internal static class TelegramDocs
{
    public static readonly OperationDoc IssueCode = new("issueTelegramCode", "Get a code that links a Telegram chat")
    {
        Description = "Good once, for 10 minutes; the code before it is good no more. An Idempotency-Key is taken, but nothing is kept under it.",
        Parameters = [HeaderDocs.IdempotencyKeyHeader],
        Body = new BodyDoc(Deals.DealSchemas.Empty, Required: false, MediaTypes.Json),
        Answers = [new AnswerDoc(200, "The code.", TelegramSchemas.TelegramCode)],
        Problems = [400, 403, 413, 415],
    };

    public static readonly OperationDoc Get = new("getTelegramLink", "Read one's own Telegram link")
    {
        Parameters = [HeaderDocs.IfNoneMatch],
        Answers = [new AnswerDoc(200, "The link.", TelegramSchemas.TelegramLink) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) }, HeaderDocs.NotModified],
        Problems = [400, 404],
    };

    public static readonly OperationDoc Unlink = new("unlinkTelegram", "End one's own Telegram link")
    {
        Description = "There need not be one. A code that is out is good no more.",
        Parameters = [HeaderDocs.IdempotencyKeyHeader],
        Answers = [new AnswerDoc(204, "There is no link any more.") { Headers = HeaderDocs.Of(HeaderDocs.Position) }],
        Problems = [400, 404, 422],
    };

    public static readonly OperationDoc Confirm = new("confirmTelegramLink", "Link a chat with the user of a code")
    {
        Description = "For administrators (ROLE_ADMIN), also by an API key of theirs with the scope telegram:confirm. A code that is wrong, expired or used is "
            + "422; a chat of another user is 409. After 10 wrong codes of a caller within a minute, or 100 of all callers, no code is looked at (429).",
        Parameters = [HeaderDocs.IdempotencyKeyHeader],
        Body = new BodyDoc(TelegramSchemas.TelegramConfirmation, Required: true, MediaTypes.Json),
        Answers = [new AnswerDoc(200, "The link.", TelegramSchemas.TelegramLink) { Headers = HeaderDocs.Of(HeaderDocs.Position) }],
        Problems = [400, 403, 409, 413, 415, 422, 429],
    };
}
