namespace Crm.Actors.Gateway.Streams;

/// <summary>Headers of all that is answered where streams are: an address with a ticket in it is nothing to keep or to pass on.</summary>
internal static class StreamHeaders
{
    public static void Write(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
