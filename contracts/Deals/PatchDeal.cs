using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Deals;

/// <summary>
/// A JSON merge patch (RFC 7396) of a deal's writable fields. With <see cref="BaseVersion"/> fields that somebody else changed
/// since then conflict; without it the patch applies to the newest state.
/// </summary>
[GenerateSerializer, Immutable, Alias("crm.PatchDeal")]
public sealed record PatchDeal([property: Id(0)] CommandContext Context)
{
    /// <summary>The version that the caller had read, from 1 to the current one; null to apply to the newest.</summary>
    [Id(1)] public long? BaseVersion { get; init; }

    [Id(2)] public Optional<string?> Title { get; init; }

    [Id(3)] public Optional<string?> Client { get; init; }

    [Id(4)] public Optional<decimal?> Amount { get; init; }

    [Id(5)] public Optional<string?> Currency { get; init; }

    [Id(6)] public Optional<DateOnly?> ExpectedCloseDate { get; init; }

    [Id(7)] public Optional<ImmutableArray<string>?> Tags { get; init; }

    /// <summary>JSON texts by key; a null value removes the field. The unset optional leaves all as they are, a set null removes all.</summary>
    [Id(8)] public Optional<ImmutableSortedDictionary<string, string?>?> CustomFields { get; init; }
}
