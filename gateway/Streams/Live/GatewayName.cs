namespace Crm.Actors.Gateway.Streams.Live;

/// <summary>What this gateway is called among the others: the machine's name (in Kubernetes the pod's), and a part that every start makes anew.</summary>
/// <param name="Text">Without a <c>~</c>.</param>
internal sealed record GatewayName(string Text)
{
    private const int RandomDigits = 12;

    /// <param name="id">A new id; its end is random.</param>
    public static GatewayName Of(Guid id) => new($"{Environment.MachineName.Replace('~', '-')}-{id.ToString("N")[^RandomDigits..]}");
}
