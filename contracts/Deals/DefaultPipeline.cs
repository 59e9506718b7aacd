using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Deals;

/// <summary>The pipeline that exists from the first start. Deals may move between its stages in any order.</summary>
public static class DefaultPipeline
{
    public static Guid Id { get; } = new("00000000-0000-7000-8000-0000000000d1");

    public static ImmutableArray<string> Stages { get; } = ["new", "qualified", "proposal", "negotiation"];
}
