using Crm.Actors.ManifestTests.Sets;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>What has to hold for every build.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Problems">A line for each place where it does not hold.</param>
internal sealed record ManifestCheck(string Name, Func<ManifestSet, IEnumerable<string>> Problems)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ManifestCheck> All { get; } =
    [
        new("schema", SchemaCheck.Problems),
        new("names", NameCheck.Problems),
        new("labels", WorkloadCheck.Labels),
        new("accounts", WorkloadCheck.Accounts),
        new("services", ServiceCheck.Problems),
        new("routes", RouteCheck.Problems),
        new("budgets", ScalingCheck.Budgets),
        new("scalers", ScalingCheck.Scalers),
        new("policies", PolicyCheck.Problems),
        new("monitors", MonitorCheck.Problems),
        new("applications", ApplicationCheck.Problems),
        new("images", ImageCheck.Problems),
        new("probes", ContainerCheck.Probes),
        new("resources", ContainerCheck.Resources),
        new("security", ContainerCheck.Security),
        new("secrets", SecretCheck.Problems),
        new("mounts", MountCheck.Problems),
        new("variables", VariableCheck.Problems),
        new("settings", SettingsCheck.Problems),
    ];
}
