using Crm.Actors.Contracts.Payments;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Payments;

/// <summary>An entry that was just booked; its entity tag is that of the payment's version that it made.</summary>
internal sealed class PaymentEntryAnswer(PaymentEntry entry, int status) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers.ETag = EntityTags.Strong(entry.Version);
        response.Headers.Location = $"{PaymentsEndpoints.Root}/{entry.PaymentId:D}/{PaymentJson.NameOf(entry.Kind)}s/{entry.Id:D}";
        return JsonOutput.Send(response, JsonOutput.Render(entry, PaymentJson.WriteEntry));
    }
}
