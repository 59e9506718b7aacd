using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Grains.Deals;

/// <summary>The fields of a deal by their names on the wire.</summary>
internal static class DealFields
{
    public const string Title = "title";
    public const string Client = "client";
    public const string Amount = "amount";
    public const string Currency = "currency";
    public const string ExpectedCloseDate = "expectedCloseDate";
    public const string Tags = "tags";
    public const string CustomFieldPrefix = "customFields.";
    public const string PipelineId = "pipelineId";
    public const string Stage = "stage";
    public const string OwnerId = "ownerId";
    public const string TeamId = "teamId";
    public const string SharedWith = "sharedWith";
    public const string Status = "status";
    public const string LostReason = "lostReason";
    public const string Archived = "archived";

    /// <summary>No field that anybody sees: the version that last set a deadline, and those that said that it is near, and past.</summary>
    public const string Sla = "sla";
    public const string SlaWarned = "sla.warned";
    public const string SlaBreached = "sla.breached";

    /// <summary>The fields that merge as one with a field: amount and currency go together, pipeline and stage too, all others alone.</summary>
    public static string UnitOf(string field) => field switch
    {
        Currency => Amount,
        PipelineId => Stage,
        _ => field,
    };

    /// <summary>The fields that an event changed; a status comes with its reason.</summary>
    public static IEnumerable<string> ChangedBy(DealEvent happened) => happened switch
    {
        DealCreated or TaskRequested or DealSlaWarned or DealSlaBreached => [],
        DealUpdated updated => updated.Changes.Select(static change => change.Field),
        DealStageChanged { Before.PipelineId.IsSet: true } => [PipelineId, Stage],
        DealStageChanged => [Stage],
        DealOwnerChanged => [OwnerId],
        DealTeamChanged => [TeamId],
        DealShared or DealUnshared => [SharedWith],
        DealWon or DealLost or DealReopened => [Status],
        DealArchived or DealRestored => [Archived],
        _ => throw new InvalidOperationException($"It is not said what {happened.GetType().Name} changes."),
    };

    /// <summary>What else a version is kept of.</summary>
    public static string? MarkedBy(DealEvent happened) => happened switch
    {
        { Deadline: not null } => Sla,
        DealSlaWarned => SlaWarned,
        DealSlaBreached => SlaBreached,
        _ => null,
    };

    /// <summary>The deal with one writable field set from a JSON text.</summary>
    public static DealView Set(DealView view, string field, string json) => field switch
    {
        Title => view with { Title = JsonText.ToText(json)! },
        Client => view with { Client = JsonText.ToText(json) },
        Amount => view with { Amount = JsonText.ToAmount(json) },
        Currency => view with { Currency = JsonText.ToText(json) },
        ExpectedCloseDate => view with { ExpectedCloseDate = JsonText.ToDate(json) },
        Tags => view with { Tags = JsonText.ToTexts(json) },
        _ when field.StartsWith(CustomFieldPrefix, StringComparison.Ordinal) => SetCustomField(view, field[CustomFieldPrefix.Length..], json),
        _ => throw new InvalidOperationException($"A deal has no field '{field}'."),
    };

    private static DealView SetCustomField(DealView view, string key, string json) => view with
    {
        CustomFields = json == JsonText.Null ? view.CustomFields.Remove(key) : view.CustomFields.SetItem(key, json),
    };
}
