namespace Crm.Actors.Persistence.Feed;

/// <summary>The CloudEvents <c>source</c> of each aggregate type.</summary>
public static class EventSources
{
    private const string Deals = "/crm/deals";

    /// <summary>The source of an aggregate type as it is written in the log, such as <c>deal</c>.</summary>
    public static string Of(string aggregateType) =>
        string.Equals(aggregateType, "deal", StringComparison.Ordinal) ? Deals : $"/crm/{aggregateType}s";
}
