using System.Security.Cryptography.X509Certificates;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>Whether a connection proves that it comes from the partner whose token it carries: by the certificate it
/// was opened with. Given by the room of partners, which knows what was agreed with each.</summary>
/// <param name="subject">Subject of the partner's token.</param>
/// <param name="certificate">The certificate whose key the other side of the connection holds; null when it showed
/// none.</param>
internal delegate bool ProvesPartner(string subject, X509Certificate2? certificate);
