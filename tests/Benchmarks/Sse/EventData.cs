namespace Crm.Actors.Benchmarks.Sse;

/// <summary>The data of a <c>deal.updated</c>, as an edit of an amount makes it.</summary>
internal static class EventData
{
    public static string Updated(Guid owner) => $$$"""
        {"changes":{"amount":{"from":"1200.00","to":"1250.00"}},"deal":{"ownerId":"{{{owner}}}","teamId":null,"pipelineId":"00000000-0000-7000-8000-0000000000d1","stage":"proposal","amount":"1250.00","currency":"EUR","status":"open","archived":false},"before":{"amount":"1200.00"}}
        """;
}
