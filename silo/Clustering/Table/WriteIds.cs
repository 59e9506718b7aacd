using System.Security.Cryptography;

namespace Crm.Actors.Clustering.Consul;

/// <summary>Names writes; see <see cref="MemberRow.Write"/>. Unlike those of any other process.</summary>
internal sealed class WriteIds
{
    private readonly string _process = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private long _last;

    public string Next() => $"{_process}-{Interlocked.Increment(ref _last)}";
}
