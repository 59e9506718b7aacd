using System.Net;
using System.Text;

namespace Crm.Actors.Clustering.Consul;

/// <summary>What an agent answered.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The whole body.</param>
internal readonly record struct ConsulReply(HttpStatusCode Status, byte[] Body)
{
    private const int LongestText = 200;

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Whether the same may be answered otherwise soon: 429, or 5xx, which is also "No cluster leader".</summary>
    public bool IsTransient => (int)Status is 429 or >= 500;

    /// <summary>The status and the beginning of the body, on one line.</summary>
    public string Text
    {
        get
        {
            var text = Encoding.UTF8.GetString(Body).ReplaceLineEndings(" ").Trim();
            return $"{(int)Status} {(text.Length > LongestText ? text[..LongestText] : text)}".TrimEnd();
        }
    }
}
