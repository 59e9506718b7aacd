using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>A system that asks Redis for tokens all the time: its limits are too high to refuse anybody, and their leases small.</summary>
internal static class WithRedis
{
    public static CrmSystemOptions In(CrmSystemOptions options) => options with
    {
        Redis = true,
        Settings = new Dictionary<string, string>(options.Settings, StringComparer.Ordinal)
        {
            ["CRM_RATE_LIMIT_ADDRESS"] = "100000/s;burst=1000",
            ["CRM_RATE_LIMIT_USER"] = "100000/s;burst=1000",
        },
    };
}
