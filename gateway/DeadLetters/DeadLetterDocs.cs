using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.DeadLetters;

/// <summary>How the dead letter operations are described.</summary>
internal static class DeadLetterDocs
{
    private const string Repeatable = " Safe to repeat: letters that are no longer there are passed over. So an Idempotency-Key is taken, but nothing is kept under it.";

    public static readonly OperationDoc List = new("listDeadLetters", "List events that could not be processed")
    {
        Description = "For administrators.",
        Parameters = [ParameterDocs.Limit("Most letters, the oldest first.", DeadLetterRequests.DefaultLimit, DeadLetterRequests.MaxLimit), HeaderDocs.IfNoneMatch],
        Answers =
        [
            new AnswerDoc(200, "The letters.", DeadLetterSchemas.DeadLetterList) { Headers = HeaderDocs.Of(HeaderDocs.ETag) },
            new AnswerDoc(304, "The client has it already.") { Headers = HeaderDocs.Of(HeaderDocs.ETag) },
        ],
        Problems = [400, 403],
    };

    public static readonly OperationDoc Replay = Of("replayDeadLetters", "Give dead letters to their consumer again", new BodyDoc(DeadLetterSchemas.DeadLetterReplay, Required: false, MediaTypes.Json)) with
    {
        Description = "For administrators. Without a body all letters are replayed." + Repeatable,
    };

    public static readonly OperationDoc Drop = Of("dropDeadLetters", "Delete dead letters for good", new BodyDoc(DeadLetterSchemas.DeadLetterDrop, Required: true, MediaTypes.Json)) with
    {
        Description = "For administrators. Either ids or \"all\": true has to be given." + Repeatable,
    };

    private static OperationDoc Of(string id, string summary, BodyDoc body) => new(id, summary)
    {
        Body = body,
        Answers = [new AnswerDoc(200, "Done.", DeadLetterSchemas.DeadLetterCount)],
        Problems = [400, 403, 413, 415, 422],
    };
}
