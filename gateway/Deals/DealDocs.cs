using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.Deals;

/// <summary>How the deal operations are described.</summary>
internal static class DealDocs
{
    private static readonly int[] ProblemsOfWrites = [400, 403, 404, 409, 412, 413, 415, 422];

    public static readonly OperationDoc Create = new("createDeal", "Create a deal")
    {
        Parameters = [HeaderDocs.IdempotencyKeyHeader],
        Body = new BodyDoc(DealSchemas.DealCreate, Required: true, MediaTypes.Json),
        Answers = [new AnswerDoc(201, "The new deal.", DealSchemas.Deal) { Headers = HeaderDocs.Of(HeaderDocs.Location, HeaderDocs.ETag, HeaderDocs.Position) }],
        Problems = [400, 403, 409, 413, 415, 422],
    };

    public static readonly OperationDoc List = new("listDeals", "List deals")
    {
        Description = "Filters are combined with and. To go on, repeat the request with cursor = nextCursor and nothing else changed. With asOf the first "
            + "questions after a long time may be answered 503 while it is found out what the deals were; each goes on where the last one ended.",
        Parameters = [.. DealParameters.OfList, HeaderDocs.IfNoneMatch],
        Answers = Page("A page of deals.", DealSchemas.DealList),
        Problems = [400],
    };

    public static readonly OperationDoc Get = new("getDeal", "Read a deal")
    {
        Description = "With asOf as it was, for whoever sees it now; version, entity tag and feed position are those of that time.",
        Parameters = [DealParameters.Id, DealParameters.AsOf, HeaderDocs.IfNoneMatch],
        Answers = [Deal, HeaderDocs.NotModified],
        Problems = [400, 404],
    };

    public static readonly OperationDoc Patch = Write("patchDeal", "Change a deal's fields", new BodyDoc(DealSchemas.DealPatch, Required: true, MediaTypes.MergePatch, MediaTypes.Json)) with
    {
        Description = "With baseVersion two people who change different fields both succeed; the same field is answered 409 with base, yours and theirs. "
            + "Amount with currency, tags as a whole, and each custom field are the units of this.",
    };

    public static readonly OperationDoc MoveStage = Write("moveDealStage", "Move a deal to another stage, also of another pipeline", new BodyDoc(DealSchemas.DealStage, Required: true, MediaTypes.Json));

    public static readonly OperationDoc Win = Write("winDeal", "Close an open deal as won", Nothing);

    public static readonly OperationDoc Lose = Write("loseDeal", "Close an open deal as lost", new BodyDoc(DealSchemas.DealLoss, Required: true, MediaTypes.Json));

    public static readonly OperationDoc Reopen = Write("reopenDeal", "Open a won or lost deal again", Nothing);

    public static readonly OperationDoc AssignOwner = Write("assignDealOwner", "Give a deal to another user", new BodyDoc(DealSchemas.DealOwner, Required: true, MediaTypes.Json));

    public static readonly OperationDoc AssignTeam = Write("assignDealTeam", "Move a deal to another team", new BodyDoc(DealSchemas.DealTeam, Required: true, MediaTypes.Json));

    public static readonly OperationDoc Share = Write("shareDeal", "Share a deal with a user or a team", new BodyDoc(DealSchemas.DealShare, Required: true, MediaTypes.Json)) with
    {
        Description = "They see the deal and work on it, like the members of its team. For its owner and its managers.",
    };

    public static readonly OperationDoc Unshare = Write("unshareDeal", "No longer share a deal with a user or a team", new BodyDoc(DealSchemas.DealShare, Required: true, MediaTypes.Json));

    public static readonly OperationDoc Archive = Write("archiveDeal", "Put a deal away", Nothing);

    public static readonly OperationDoc Restore = Write("restoreDeal", "Take a deal out of the archive", Nothing);

    public static readonly OperationDoc History = new("getDealHistory", "Read a deal's history")
    {
        Description = "Oldest first. A page ends early, with a cursor, where its events are 4 MiB together.",
        Parameters = [DealParameters.Id, DealParameters.Limit, DealParameters.Cursor, HeaderDocs.IfNoneMatch],
        Answers = Page("A page of events.", DealSchemas.DealHistory),
        Problems = [400, 404],
    };

    public static readonly OperationDoc Diff = new("getDealDiff", "Compare a deal with what it was")
    {
        Parameters = [DealParameters.Id, DealParameters.From, DealParameters.To, HeaderDocs.IfNoneMatch],
        Answers = Page("What is different.", DealSchemas.DealDiff),
        Problems = [400, 404],
    };

    public static readonly OperationDoc Undo = Write("undoDealChange", "Undo one's own change of a deal", new BodyDoc(DealSchemas.DealUndo, Required: true, MediaTypes.Json)) with
    {
        Description = "Every field that the version changed gets its value from before, by a new event; all or nothing. 409 when one of them was changed "
            + "again since, or when the deal's state or its pipeline does not allow it. It needs the same rights as the opposite change. An undo can be undone.",
    };

    private static BodyDoc Nothing => new(DealSchemas.Empty, Required: false, MediaTypes.Json);

    private static AnswerDoc Deal => new(200, "The deal.", DealSchemas.Deal) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) };

    private static OperationDoc Write(string id, string summary, BodyDoc body) => new(id, summary)
    {
        Parameters = [DealParameters.Id, HeaderDocs.IdempotencyKeyHeader, HeaderDocs.IfMatch],
        Body = body,
        Answers = [Deal],
        Problems = ProblemsOfWrites,
    };

    private static AnswerDoc[] Page(string description, string schema) =>
        [new AnswerDoc(200, description, schema) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) }, HeaderDocs.NotModified];
}
