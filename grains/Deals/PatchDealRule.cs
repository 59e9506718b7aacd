using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>Merges a patch into a deal, field by field.</summary>
public static class PatchDealRule
{
    /// <param name="state">The deal.</param>
    /// <param name="patch">What is to change.</param>
    /// <param name="pipeline">The deal's pipeline.</param>
    /// <param name="now">The time of the change.</param>
    public static Decision<DealEvent> Patch(DealState? state, PatchDeal patch, PipelineView? pipeline, DateTimeOffset now)
    {
        if (DealRules.Refuse(state, patch.Context) is { } refusal)
            return refusal;
        var view = state!.View;
        if (patch.BaseVersion is { } asked && (asked < 1 || asked > view.Version))
            return Rejections.Invalid("#/baseVersion", $"Must be from 1 to {view.Version}.");

        var checks = new DealChecks();
        var changes = new Changes();
        if (patch.Title.IsSet)
        {
            checks.Title(patch.Title.Value);
            changes.Add(DealFields.Title, JsonText.Of(view.Title), JsonText.Of(patch.Title.Value));
        }

        if (patch.Client.IsSet)
        {
            checks.Client(patch.Client.Value);
            changes.Add(DealFields.Client, JsonText.Of(view.Client), JsonText.Of(patch.Client.Value));
        }

        if (patch.ExpectedCloseDate.IsSet)
        {
            checks.CloseDate(patch.ExpectedCloseDate.Value);
            changes.Add(DealFields.ExpectedCloseDate, JsonText.Of(view.ExpectedCloseDate), JsonText.Of(patch.ExpectedCloseDate.Value));
        }

        if (patch.Tags.IsSet)
        {
            var tags = patch.Tags.Value ?? [];
            checks.Tags(tags);
            changes.Add(DealFields.Tags, JsonText.Of(view.Tags), JsonText.Of(tags));
        }

        var after = view.Context();
        if (patch.Amount.IsSet || patch.Currency.IsSet)
            after = PatchMoney(view, patch, checks, changes, after);
        if (patch.CustomFields.IsSet && DealRules.RefuseOther(state, pipeline) is { } other)
            return other;
        if (patch.CustomFields.IsSet)
            PatchCustomFields(view, patch.CustomFields.Value, pipeline!.Definition, checks, changes);
        if (checks.Failed)
            return checks.Rejection;
        if (changes.Removes)
        {
            if (DealRules.RefuseOther(state, pipeline) is { } moved)
                return moved;
            checks.Kept(pipeline!.Definition, view, changes.List.Aggregate(view, static (deal, change) => DealFields.Set(deal, change.Field, change.To)));
            if (checks.Failed)
                return checks.Rejection;
        }

        if (patch.BaseVersion is { } baseVersion && Conflict(state, baseVersion, patch, changes) is { } conflict)
            return conflict;
        if (changes.List.Count == 0)
            return Decision<DealEvent>.Nothing;
        return new DealUpdated([.. changes.List], after, DealViews.Former(view.Context(), after));
    }

    private static DealContext PatchMoney(DealView view, PatchDeal patch, DealChecks checks, Changes changes, DealContext context)
    {
        var amount = patch.Amount.IsSet ? patch.Amount.Value : view.Amount;
        var currency = patch.Currency.IsSet ? patch.Currency.Value : view.Currency;
        if (patch.Amount is { IsSet: true, Value: null } && !patch.Currency.IsSet)
            currency = null;
        if (patch.Currency is { IsSet: true, Value: null } && !patch.Amount.IsSet)
            amount = null;
        amount = checks.Money(amount, currency);
        changes.Add(DealFields.Amount, JsonText.Of(view.Amount), JsonText.Of(amount));
        changes.Add(DealFields.Currency, JsonText.Of(view.Currency), JsonText.Of(currency));
        return context with { Amount = amount, Currency = currency };
    }

    private static void PatchCustomFields(
        DealView view, ImmutableSortedDictionary<string, string?>? patch, PipelineDefinition pipeline, DealChecks checks, Changes changes)
    {
        patch ??= view.CustomFields.ToImmutableSortedDictionary(static f => f.Key, static _ => (string?)null, StringComparer.Ordinal);
        var count = view.CustomFields.Count;
        foreach (var (key, json) in patch)
        {
            var from = view.CustomFields.GetValueOrDefault(key, JsonText.Null);
            // What the deal has it may keep, whatever the pipeline says now.
            var to = json is null or JsonText.Null ? JsonText.Null : json == from ? from : checks.CustomField(key, json, pipeline);
            count += (from == JsonText.Null ? 0 : -1) + (to == JsonText.Null ? 0 : 1);
            changes.Add(DealFields.CustomFieldPrefix + key, from, to);
        }

        checks.CustomFieldCount(count);
    }

    /// <summary>The fields that somebody else gave another value since the caller read the deal. Their base values are not known here.</summary>
    private static Rejection? Conflict(DealState state, long baseVersion, PatchDeal patch, Changes changes)
    {
        if (baseVersion == state.Version)
            return null;
        var conflicts = changes.List
            .FindAll(change => state.UnitVersionOf(change.Field) > baseVersion)
            .ConvertAll(static change => new FieldConflict(change.Field, JsonText.Null, change.To, change.From));
        if (conflicts.Count == 0 && MeansOtherMoney(state, baseVersion, patch))
        {
            var (amount, currency) = (JsonText.Of(state.View.Amount), JsonText.Of(state.View.Currency));
            conflicts.Add(patch.Amount.IsSet
                ? new FieldConflict(DealFields.Amount, JsonText.Null, amount, amount)
                : new FieldConflict(DealFields.Currency, JsonText.Null, currency, currency));
        }

        return conflicts.Count == 0 ? null : new Rejection(
            RejectionCode.MergeConflict, $"Changed by somebody else since version {baseVersion}: {string.Join(", ", conflicts.Select(static c => c.Field))}.")
        {
            CurrentVersion = state.Version,
            Conflicts = [.. conflicts],
        };
    }

    /// <summary>The caller named one half of the money, and somebody else changed the other: 100 of another currency is not the same 100.</summary>
    private static bool MeansOtherMoney(DealState state, long baseVersion, PatchDeal patch) =>
        patch.Amount.IsSet != patch.Currency.IsSet
        && state.VersionOf(patch.Amount.IsSet ? DealFields.Currency : DealFields.Amount) > baseVersion;

    /// <summary>Changes that make a difference; equal values never conflict.</summary>
    private sealed class Changes
    {
        public List<FieldChange> List { get; } = [];

        /// <summary>Whether a field has no value any more; white space is none.</summary>
        public bool Removes => List.Exists(static change => change.To == JsonText.Null || change.To.AsSpan().Trim('"').IsWhiteSpace());

        public void Add(string field, string from, string to)
        {
            if (from != to)
                List.Add(new FieldChange(field, from, to));
        }
    }
}
