using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Deals;

/// <summary>The names of a deal's members on the wire.</summary>
internal static class DealFields
{
    public const string Title = "title";
    public const string Client = "client";
    public const string Amount = "amount";
    public const string Currency = "currency";
    public const string PipelineId = "pipelineId";
    public const string Stage = "stage";
    public const string OwnerId = "ownerId";
    public const string TeamId = "teamId";
    public const string ExpectedCloseDate = "expectedCloseDate";
    public const string Tags = "tags";
    public const string CustomFields = "customFields";
    public const string SharedWith = "sharedWith";
    public const string With = "with";
    public const string BaseVersion = "baseVersion";
    public const string Reason = "reason";
    public const string Version = "version";

    /// <summary>What a new deal may be given.</summary>
    public static readonly MemberNames OfNew = new(
        Title, Client, Amount, Currency, PipelineId, Stage, OwnerId, TeamId, ExpectedCloseDate, Tags, CustomFields);

    /// <summary>What a patch may change, with the version that it rests on.</summary>
    public static readonly MemberNames OfPatch = new(BaseVersion, Title, Client, Amount, Currency, ExpectedCloseDate, Tags, CustomFields);

    public static readonly MemberNames OfStage = new(Stage, PipelineId);

    public static readonly MemberNames OfLoss = new(Reason);

    public static readonly MemberNames OfOwner = new(OwnerId);

    public static readonly MemberNames OfTeam = new(TeamId);

    public static readonly MemberNames OfShare = new(With);

    public static readonly MemberNames OfUndo = new(Version);

    public static readonly MemberNames None = new();
}
