using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>Compares deals with all that they have.</summary>
internal sealed class DealViewComparer : IEqualityComparer<DealView>
{
    public bool Equals(DealView? x, DealView? y) => x is not null && y is not null
        && Plain(x) == Plain(y)
        && x.Tags.AsSpan().SequenceEqual(y.Tags.AsSpan()) && x.CustomFields.SequenceEqual(y.CustomFields)
        && x.SharedWith.AsSpan().SequenceEqual(y.SharedWith.AsSpan());

    public int GetHashCode(DealView view) => view.Id.GetHashCode();

    private static DealView Plain(DealView deal) => deal with { Tags = [], SharedWith = [], CustomFields = DealView.NoCustomFields };
}
