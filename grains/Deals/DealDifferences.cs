using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Grains.Deals;

/// <summary>The fields in which two states of a deal differ; pure.</summary>
public static class DealDifferences
{
    /// <summary>From one state to another, in the order of the deal's members; version and times are no fields.</summary>
    public static ImmutableArray<FieldChange> Between(DealView from, DealView to)
    {
        var changes = ImmutableArray.CreateBuilder<FieldChange>();
        void Compare(string field, string before, string after)
        {
            if (before != after)
                changes.Add(new FieldChange(field, before, after));
        }

        Compare(DealFields.Title, JsonText.Of(from.Title), JsonText.Of(to.Title));
        Compare(DealFields.Client, JsonText.Of(from.Client), JsonText.Of(to.Client));
        Compare(DealFields.Amount, JsonText.Of(from.Amount), JsonText.Of(to.Amount));
        Compare(DealFields.Currency, JsonText.Of(from.Currency), JsonText.Of(to.Currency));
        Compare(DealFields.PipelineId, JsonText.Of(from.PipelineId), JsonText.Of(to.PipelineId));
        Compare(DealFields.Stage, JsonText.Of(from.Stage), JsonText.Of(to.Stage));
        Compare(DealFields.OwnerId, JsonText.Of(from.OwnerId), JsonText.Of(to.OwnerId));
        Compare(DealFields.TeamId, JsonText.Of(from.TeamId), JsonText.Of(to.TeamId));
        Compare(DealFields.SharedWith, JsonText.Of(from.SharedWith), JsonText.Of(to.SharedWith));
        Compare(DealFields.Status, JsonText.Of(from.Status.Name()), JsonText.Of(to.Status.Name()));
        Compare(DealFields.LostReason, JsonText.Of(from.LostReason), JsonText.Of(to.LostReason));
        Compare(DealFields.Archived, JsonText.Of(from.Archived), JsonText.Of(to.Archived));
        Compare(DealFields.ExpectedCloseDate, JsonText.Of(from.ExpectedCloseDate), JsonText.Of(to.ExpectedCloseDate));
        Compare(DealFields.Tags, JsonText.Of(from.Tags), JsonText.Of(to.Tags));
        foreach (var key in from.CustomFields.Keys.Union(to.CustomFields.Keys).Order(StringComparer.Ordinal))
        {
            Compare(
                DealFields.CustomFieldPrefix + key,
                from.CustomFields.GetValueOrDefault(key, JsonText.Null),
                to.CustomFields.GetValueOrDefault(key, JsonText.Null));
        }

        return changes.ToImmutable();
    }
}
