using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Deals;

/// <summary>Reads the bodies of deal requests into commands. What the fields may hold is decided in the grain.</summary>
internal static class DealBodies
{
    public static CreateDeal Create(ref StrictJson json, CommandContext context)
    {
        string? title = null;
        var command = new CreateDeal(context, "");
        while (json.Next(DealFields.OfNew, out var name))
        {
            command = name switch
            {
                DealFields.Title => command with { Title = (title = json.Text().Value) ?? "" },
                DealFields.Client => command with { Client = json.Text().Value },
                DealFields.Amount => command with { Amount = json.Decimal().Value },
                DealFields.Currency => command with { Currency = json.Text().Value },
                DealFields.PipelineId => command with { PipelineId = json.Uuid().Value },
                DealFields.Stage => command with { Stage = json.Text().Value },
                DealFields.OwnerId => command with { OwnerId = json.Uuid().Value },
                DealFields.TeamId => OfTeam(command, json.Uuid().Value),
                DealFields.ExpectedCloseDate => command with { ExpectedCloseDate = json.Date().Value },
                DealFields.Tags => command with { Tags = json.Texts().Value ?? [] },
                _ => command with { CustomFields = WithoutNulls(json.Scalars().Value) },
            };
        }

        json.Require(DealFields.Title, title is not null);
        return command;
    }

    public static MoveDealStage MoveStage(ref StrictJson json, CommandContext context)
    {
        string? stage = null;
        Guid? pipeline = null;
        while (json.Next(DealFields.OfStage, out var name))
        {
            if (name == DealFields.Stage) stage = json.Text().Value;
            else pipeline = json.Uuid().Value;
        }

        json.Require(DealFields.Stage, stage is not null);
        return new MoveDealStage(context, stage ?? "") { PipelineId = pipeline };
    }

    public static LoseDeal Lose(ref StrictJson json, CommandContext context) =>
        new(context, OneText(ref json, DealFields.OfLoss));

    public static AssignDealOwner AssignOwner(ref StrictJson json, CommandContext context)
    {
        Guid? owner = null;
        while (json.Next(DealFields.OfOwner, out _)) owner = json.Uuid().Value;
        json.Require(DealFields.OwnerId, owner is not null);
        return new AssignDealOwner(context, owner.GetValueOrDefault());
    }

    public static AssignDealTeam AssignTeam(ref StrictJson json, CommandContext context)
    {
        Guid? team = null;
        var isGiven = false;
        while (json.Next(DealFields.OfTeam, out _)) (team, isGiven) = (json.Uuid().Value, true);
        json.Require(DealFields.TeamId, isGiven);
        return new AssignDealTeam(context, team);
    }

    public static ShareDeal Share(ref StrictJson json, CommandContext context) => new(context, With(ref json));

    public static UnshareDeal Unshare(ref StrictJson json, CommandContext context) => new(context, With(ref json));

    public static UndoDealChange Undo(ref StrictJson json, CommandContext context)
    {
        long? version = null;
        while (json.Next(DealFields.OfUndo, out _)) version = json.Integer().Value;
        json.Require(DealFields.Version, version is not null);
        return new UndoDealChange(context, version.GetValueOrDefault());
    }

    public static WinDeal Win(ref StrictJson json, CommandContext context) => new(Nothing(ref json, context));

    public static ReopenDeal Reopen(ref StrictJson json, CommandContext context) => new(Nothing(ref json, context));

    public static ArchiveDeal Archive(ref StrictJson json, CommandContext context) => new(Nothing(ref json, context));

    public static RestoreDeal Restore(ref StrictJson json, CommandContext context) => new(Nothing(ref json, context));

    private static CreateDeal OfTeam(CreateDeal command, Guid? team) => command with { TeamId = team, WithoutTeam = team is null };

    private static Guid With(ref StrictJson json)
    {
        Guid? with = null;
        while (json.Next(DealFields.OfShare, out _)) with = json.Uuid().Value;
        json.Require(DealFields.With, with is not null);
        return with.GetValueOrDefault();
    }

    private static string OneText(ref StrictJson json, MemberNames names)
    {
        string? text = null;
        while (json.Next(names, out _)) text = json.Text().Value;
        json.Require(names[0], text is not null);
        return text ?? "";
    }

    private static CommandContext Nothing(ref StrictJson json, CommandContext context)
    {
        // Steps over everything, so that each member is refused.
        while (json.Next(DealFields.None, out _)) continue;
        return context;
    }

    private static ImmutableSortedDictionary<string, string> WithoutNulls(ImmutableSortedDictionary<string, string?>? fields)
    {
        if (fields is null) return DealView.NoCustomFields;
        return DealView.NoCustomFields.AddRange(
            fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Key, field.Value!)));
    }
}
